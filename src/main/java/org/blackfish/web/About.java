package org.blackfish.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Blackfish this is; also the version by which browsers cache our scripts and styles. */
@Named
@ApplicationScoped
public class About {
    private static final String POM = "/META-INF/maven/org.blackfish/blackfish/pom.properties";

    private final String version;

    @Inject
    About(ServletContext context) {
        Properties pom = new Properties();
        try (InputStream stream = context.getResourceAsStream(POM)) {
            if (stream != null) {
                pom.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(POM + " in the web application could not be read.", e);
        }
        version = pom.getProperty("version", "development");
    }

    /** The version of the build; {@code development} when it does not come from a WAR. */
    public String version() {
        return version;
    }
}
