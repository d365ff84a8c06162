package org.blackfish.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between here and a port of this machine that can be cut: neither end then learns what the other does. */
final class Cable implements AutoCloseable {
    private final ServerSocket entrance;
    private final int far;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    private Cable(ServerSocket entrance, int far) {
        this.entrance = entrance;
        this.far = far;
    }

    static Cable to(int far) throws IOException {
        Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), far);
        Thread.ofVirtual().start(cable::accept);
        return cable;
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** What was connected stays so at the far end, in silence; new connections are made as before. */
    void cut() {
        lines.forEach(Line::cut);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Line line : lines) {
            line.close();
        }
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                Socket near = entrance.accept();
                Line line = new Line(near, new Socket(InetAddress.getLoopbackAddress(), far));
                lines.add(line);
                line.carry();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static final class Line {
        private final Socket near;
        private final Socket distant;
        private volatile boolean cut;

        Line(Socket near, Socket distant) {
            this.near = near;
            this.distant = distant;
        }

        void carry() {
            Thread.ofVirtual().start(() -> copy(near, distant));
            Thread.ofVirtual().start(() -> copy(distant, near));
        }

        void cut() {
            cut = true;
        }

        void close() throws IOException {
            for (Socket socket : List.of(near, distant)) {
                socket.close();
            }
        }

        private void copy(Socket from, Socket to) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int read = in.read(buffer);
                while (read >= 0) {
                    if (!cut) {
                        out.write(buffer, 0, read);
                    }
                    read = in.read(buffer);
                }
                if (!cut) {
                    to.close();
                }
            } catch (IOException e) {
                // One end has gone.
            }
        }
    }
}
