package org.blackfish.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "warm-up",
        hidden = true,
        description = "Does what most commands do against itself, so that the launcher's cache holds their classes.")
final class WarmUp implements Callable<Integer> {
    private static final String LIST = "[{\"id\":\"0\",\"name\":\"n\",\"status\":\"healthy\","
            + "\"created_at\":\"2026-01-01T00:00:00Z\",\"port\":1,\"live\":{\"base_url\":null}}]";

    private final World world;

    WarmUp(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofPlatform().daemon().start(() -> answer(listening));
            World other = new World(
                    Map.of(
                            "BLACKFISH_URL",
                            "http://127.0.0.1:" + listening.getLocalPort(),
                            "BLACKFISH_AUTH_TOKEN",
                            "none",
                            "HOME",
                            "/nonexistent"),
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(new StringWriter()),
                    new BufferedReader(new StringReader("")),
                    new Terminal(true, false, false, 80, true),
                    Clock.systemUTC());
            Blackfish.execute(other, "ls");
            Blackfish.execute(other, "ls", "--json");
            Blackfish.execute(other, "run", "a/b", "--json");
            Blackfish.execute(other, "--help");
            answering.interrupt();
        }
        world.out().flush();
        return 0;
    }

    private static void answer(ServerSocket listening) {
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + LIST.length() + "\r\n\r\n" + LIST)
                .getBytes(StandardCharsets.US_ASCII);
        while (!Thread.currentThread().isInterrupted()) {
            try (Socket socket = listening.accept()) {
                socket.getInputStream().read(new byte[16_384]);
                socket.getOutputStream().write(answer);
            } catch (IOException e) {
                return;
            }
        }
    }
}
