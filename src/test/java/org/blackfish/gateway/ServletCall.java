package org.blackfish.gateway;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A servlet request and response without a container, as far as {@link Caller} uses them. */
final class ServletCall {
    private final Map<String, String> requestHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> answerHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String method;
    private final String path;
    private final byte[] body;
    private final Pieces out = new Pieces();
    private int status;
    private boolean committed;

    ServletCall(String method, String path, String body) {
        this.method = method;
        this.path = path;
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    ServletCall with(String header, String value) {
        requestHeaders.put(header, value);
        return this;
    }

    Caller caller() {
        return new Caller(
                fake(HttpServletRequest.class, (proxy, called, args) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> path;
                    case "getContextPath" -> "";
                    case "getQueryString" -> null;
                    case "getContentLengthLong" -> body.length == 0 ? -1L : (long) body.length;
                    case "getHeader" -> requestHeaders.get(args[0]);
                    case "getContentType" -> requestHeaders.get("Content-Type");
                    case "getHeaderNames" -> Collections.enumeration(requestHeaders.keySet());
                    case "getHeaders" -> Collections.enumeration(List.of(requestHeaders.get(args[0])));
                    case "getInputStream" -> new Body(new ByteArrayInputStream(body));
                    case "startAsync" -> fake(AsyncContext.class, (p, c, a) -> null);
                    default -> throw new UnsupportedOperationException(called.toString());
                }),
                fake(HttpServletResponse.class, (proxy, called, args) -> switch (called.getName()) {
                    case "setStatus" -> begin((int) args[0]);
                    case "setHeader", "addHeader", "setIntHeader" ->
                        answerHeaders
                                .computeIfAbsent((String) args[0], name -> new ArrayList<>())
                                .add(String.valueOf(args[1]));
                    case "setContentLengthLong" ->
                        answerHeaders.put("Content-Length", List.of(String.valueOf(args[0])));
                    case "flushBuffer" -> commit();
                    case "isCommitted" -> committed;
                    case "getOutputStream" -> out;
                    default -> throw new UnsupportedOperationException(called.toString());
                }));
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            Object result = handler.invoke(proxy, called, args);
            return called.getReturnType() == void.class ? null : result;
        }));
    }

    private int begin(int value) {
        status = value;
        return value;
    }

    private boolean commit() {
        committed = true;
        return true;
    }

    int status() {
        return status;
    }

    @Nullable
    String header(String name) {
        List<String> values = answerHeaders.get(name);
        return values == null ? null : String.join(", ", values);
    }

    String answer() {
        return out.all.toString(StandardCharsets.UTF_8);
    }

    /** What was written between two flushes, in order. */
    List<String> pieces() {
        return out.pieces;
    }

    private static final class Pieces extends ServletOutputStream {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
        private final List<String> pieces = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void write(int b) {
            all.write(b);
            piece.write(b);
        }

        @Override
        public void flush() {
            pieces.add(piece.toString(StandardCharsets.UTF_8));
            piece.reset();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Body extends ServletInputStream {
        private final InputStream bytes;

        Body(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
