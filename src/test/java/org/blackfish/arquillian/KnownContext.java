package org.blackfish.arquillian;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Payara Micro as the adapter starts it, with the address of the test's own servlet filled in. The adapter takes it from the
 * server's log as soon as the first half of the report is there, so that on a busy machine it may miss the second.
 */
public class KnownContext extends PayaraMicroDeployableContainer {
    private static final String RUNNER = "ArquillianServletRunnerEE9";

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        ProtocolMetaData found = super.deploy(archive);
        String root = "/" + archive.getName().replaceFirst("\\.war$", "");
        found.getContexts(HTTPContext.class).stream()
                .filter(context -> context.getServletByName(RUNNER) == null)
                .forEach(context -> context.add(new Servlet(RUNNER, root)));
        return found;
    }
}
