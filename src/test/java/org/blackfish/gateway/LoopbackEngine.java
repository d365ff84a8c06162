package org.blackfish.gateway;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An engine on loopback that takes one connection and answers by a script of bytes. */
final class LoopbackEngine implements Closeable {
    /** What it does with its connection after the request's head was read. */
    interface Script {
        void play(InputStream in, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final CountDownLatch left = new CountDownLatch(1);

    LoopbackEngine(Script script) throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                readHead(socket.getInputStream());
                script.play(socket.getInputStream(), socket.getOutputStream());
            } catch (Exception e) {
                left.countDown();
            }
        });
    }

    /** One that writes a fixed text and closes. */
    static LoopbackEngine saying(String text) throws IOException {
        return new LoopbackEngine((in, out) -> write(out, text));
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void readHead(InputStream in) throws IOException {
        while (!head().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the request ended early");
            }
            synchronized (head) {
                head.write(b);
            }
        }
    }

    String head() {
        synchronized (head) {
            return head.toString(StandardCharsets.UTF_8);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether the script broke, as it does when the gateway closes its side, within two seconds. */
    boolean sawTheGatewayLeave() throws InterruptedException {
        return left.await(2, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
