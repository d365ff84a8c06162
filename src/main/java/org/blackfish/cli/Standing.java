package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server is and what it asks for: by environment ({@code BLACKFISH_URL}, or {@code BLACKFISH_HOST} and
 * {@code BLACKFISH_PORT}), else by the state file that the running server keeps in its home.
 *
 * @param address the server's root, with a slash at its end
 * @param meant whether {@code BLACKFISH_URL} says so: a port alone may meanwhile be anybody's
 * @param personal the token in {@code BLACKFISH_AUTH_TOKEN}
 * @param published the token in {@code auth_token}, which the running server of this home can prove to know; empty
 *     without that file, and when {@code BLACKFISH_URL} and {@code BLACKFISH_AUTH_TOKEN} say all
 * @param machine the node on which the server said it runs; empty when it was not the state file that named it
 */
record Standing(
        URI address, boolean meant, Optional<String> personal, Optional<String> published, Optional<String> machine) {
    static Standing find(World world) {
        Optional<JsonObject> state = state(world.home().resolve("server.json"));
        Path tokenFile = world.home().resolve("auth_token");
        boolean meant = world.variable("BLACKFISH_URL").isPresent();
        Optional<String> machine = meant || world.variable("BLACKFISH_PORT").isPresent()
                ? Optional.empty()
                : state.map(found -> found.getString("machine", "")).filter(name -> !name.isEmpty());
        Optional<String> personal =
                world.variable("BLACKFISH_AUTH_TOKEN").map(token -> sendable(token, "BLACKFISH_AUTH_TOKEN"));
        // With an address and a token for it nothing in the home is asked, however broken it is.
        Optional<String> published = meant && personal.isPresent()
                ? Optional.empty()
                : firstLine(tokenFile).map(token -> sendable(token, tokenFile.toString()));
        return new Standing(address(world, state), meant, personal, published, machine);
    }

    /** What is sent. */
    Optional<String> token() {
        return personal.or(() -> published);
    }

    /** What whoever answers must prove to know before a token is sent; empty when the address is trusted. */
    Optional<String> proof() {
        return published;
    }

    /** Whether there is a token, and either a trusted address or a proof to ask for. */
    boolean isWhole() {
        return published.isPresent() || (meant && personal.isPresent());
    }

    private static URI address(World world, Optional<JsonObject> state) {
        Optional<String> url = world.variable("BLACKFISH_URL");
        if (url.isPresent()) {
            return checked("BLACKFISH_URL", url.get());
        }
        Optional<String> port = world.variable("BLACKFISH_PORT");
        if (port.isPresent() || state.isEmpty()) {
            String host = world.variable("BLACKFISH_HOST").orElse("127.0.0.1");
            String base = world.variable("BLACKFISH_BASE_PATH").orElse("");
            return checked("BLACKFISH_PORT", "http://" + host + ":" + port.orElse("8000") + base);
        }
        JsonObject found = state.get();
        String machine = found.getString("machine", "");
        String host = machine.isEmpty() || machine.equals(ownName()) ? "127.0.0.1" : machine;
        return checked(
                "The port in " + world.home().resolve("server.json"),
                "http://" + host + ":" + found.getInt("port", 8000) + found.getString("base_path", ""));
    }

    private static URI checked(String name, String url) {
        try {
            URI address = URI.create(url.endsWith("/") ? url : url + "/");
            String scheme = String.valueOf(address.getScheme());
            if (address.getHost() != null && scheme.matches("https?") && address.getPort() <= 65535) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with all other addresses that cannot be one.
        }
        throw Failure.wrongInput(name + " makes \"" + Plain.line(url)
                + "\", which is no address; give one such as http://127.0.0.1:8000.");
    }

    /** A header holds one line of plain characters; whatever else stands there is not told, for it may be a secret. */
    private static String sendable(String token, String where) {
        if (!token.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw Failure.wrongInput("The token in " + where + " cannot be sent: it has more than one line, or"
                    + " characters that no token has; put it there as the server gave it.");
        }
        return token;
    }

    /** What {@code uname -n} says, as the server writes it; asking the resolver could take seconds. */
    static String ownName() {
        return firstLine(Path.of("/proc/sys/kernel/hostname")).orElse("localhost");
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().map(String::strip).filter(line -> !line.isEmpty());
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** A file that is not there or half written means that no server has told where it is. */
    private static Optional<JsonObject> state(Path file) {
        try (var reader = Json.createReader(new StringReader(Files.readString(file)))) {
            return Optional.of(reader.readObject());
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }
}
