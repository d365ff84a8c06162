package org.blackfish.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "open", description = "Opens Blackfish, or a service's page, in the browser; prints the address.")
final class Open implements Callable<Integer> {
    private final World world;

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Its id, the beginning of it, or its name.")
    private @Nullable String wanted;

    @Mixin
    private final Format format = new Format();

    Open(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Rest server = world.server();
        String page = wanted == null ? "services.xhtml" : "service.xhtml?id=" + new Services(server).id(wanted);
        String address = server.standing().address().resolve(page).toString();
        if (!format.printed(world, Members.builder().add("address", address).build())) {
            world.say(address);
            world.note("blackfish: Sign in with the token in " + world.home().resolve("auth_token") + ".");
            browse(address);
        }
        return 0;
    }

    /** Only where a person sits before a screen. The address holds no token. */
    private void browse(String address) {
        boolean screen = world.variable("DISPLAY").isPresent()
                || world.variable("WAYLAND_DISPLAY").isPresent();
        if (!world.terminal().output() || !screen) {
            return;
        }
        try {
            new ProcessBuilder("xdg-open", address)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            world.note("blackfish: There is no xdg-open here; paste the address into a browser.");
        }
    }
}
