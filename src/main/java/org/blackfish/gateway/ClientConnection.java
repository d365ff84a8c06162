package org.blackfish.gateway;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The caller's TCP connection, below the servlet API, which can neither tell that a waiting caller has left nor end an
 * answer dishonestly begun. Payara's HTTP server (Grizzly) offers both; it is asked by reflection, because its classes
 * are the server's and not ours to compile against. Elsewhere nobody is ever seen leaving and nothing can be aborted.
 */
final class ClientConnection {
    private static final System.Logger LOG = System.getLogger("org.blackfish.gateway");

    /** As little as the server allows. */
    private static final int SMALL_PIECE = 512;

    private final @Nullable Object request;
    private final @Nullable Object connection;
    private final @Nullable SocketChannel channel;
    private int ofEmptyLineRead;
    private boolean spokeOutOfTurn;

    ClientConnection(@Nullable Object request, @Nullable Object connection, @Nullable SocketChannel channel) {
        this.request = request;
        this.connection = connection;
        this.channel = channel;
    }

    static ClientConnection of(ServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        try {
            Object coyote = call(call(innermost, "getUnwrappedCoyoteRequest"), "getCoyoteRequest");
            Object connection = call(coyote, "getConnection");
            return new ClientConnection(
                    coyote, connection, call(connection, "getChannel") instanceof SocketChannel socket ? socket : null);
        } catch (ReflectiveOperationException e) {
            return new ClientConnection(null, null, null);
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /**
     * Tells the server, before the answer begins, that it comes in small pieces, each sent at once: it would make a buffer
     * of 8 KiB for every one of them, which the collector pays for with pauses when hundreds stream. Larger pieces are
     * sent whole all the same.
     */
    void expectSmallPieces() {
        if (request != null) {
            try {
                Object out = call(call(request, "getResponse"), "getOutputBuffer");
                out.getClass().getMethod("setBufferSize", int.class).invoke(out, SMALL_PIECE);
            } catch (ReflectiveOperationException e) {
                LOG.log(System.Logger.Level.DEBUG, "The server's answers have no buffer size any more", e);
            }
        }
    }

    boolean isWatchable() {
        return channel != null;
    }

    /** The selector's key tells when the caller says something or closes its side. */
    SelectionKey register(Selector selector, Object attachment) throws ClosedChannelException {
        if (channel == null) {
            throw new ClosedChannelException();
        }
        return channel.register(selector, SelectionKey.OP_READ, attachment);
    }

    /**
     * Looks, without waiting, whether the caller closed its side. Only to be asked between the end of the request and
     * the end of the answer, when the server itself does not read: what is read here is lost to it.
     */
    boolean isGone() {
        if (channel == null || spokeOutOfTurn) {
            return false;
        }
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            int read = channel.read(one);
            // Old clients end a body with an empty line of their own (RFC 9112, 2.2).
            boolean ofEmptyLine = read > 0 && (one.get(0) == '\r' || one.get(0) == '\n') && ++ofEmptyLineRead <= 2;
            spokeOutOfTurn = read > 0 && !ofEmptyLine;
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether a byte of a pipelined request was eaten; the connection must then end with this answer. */
    boolean spokeOutOfTurn() {
        return spokeOutOfTurn;
    }

    /** Cuts the connection so that the caller sees an answer that broke off, not one that ended. */
    void abort() {
        end("terminateSilently");
    }

    /** Closes the connection after a complete answer. */
    void close() {
        end("closeSilently");
    }

    private void end(String method) {
        if (connection != null) {
            try {
                call(connection, method);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The server's connections have no " + method + " any more", e);
            }
        }
    }
}
