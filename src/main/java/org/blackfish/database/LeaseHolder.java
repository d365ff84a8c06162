package org.blackfish.database;

import java.time.Instant;
import java.util.Optional;
import org.blackfish.settings.Settings;

/**
 * The server that holds the data of a home.
 *
 * @param id names this holding and no other
 * @param machine where {@code process} means something, see {@link Machine#id()}
 * @param address what a browser opens: the path below the portal, or a URL on {@code host}
 * @param since by the holder's own clock
 */
record LeaseHolder(
        String id, String host, String machine, String user, String address, ProcessId process, Instant since) {
    static LeaseHolder thisProcess(String id, Settings settings) {
        String base = settings.basePath();
        return new LeaseHolder(
                id,
                Machine.hostName(),
                Machine.id(),
                System.getProperty("user.name"),
                base.isEmpty() ? "http://localhost:" + settings.port() + "/" : base + "/",
                ProcessId.ofThisOne(),
                Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    boolean isOn(String thisMachine) {
        return machine.equals(thisMachine);
    }

    /** What leads there from a page shown on {@code thisMachine}; nothing does to a loopback address of another one. */
    Optional<String> link(String thisMachine) {
        return address.startsWith("/") || isOn(thisMachine) ? Optional.of(address) : Optional.empty();
    }

    /** Who it is, for people. */
    String words() {
        return "the Blackfish server on " + host + " (process " + process.pid() + ", user " + user + ", " + address
                + ", since " + since + ")";
    }
}
