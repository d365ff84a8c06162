package org.blackfish.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the field {@code model} of a {@code multipart/form-data} body (RFC 7578) without holding its files. */
final class MultipartModelScanner implements ModelScanner {
    private static final int LONGEST_VALUE = 4096;
    private static final int LONGEST_HEADER = 8192;
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern MODEL_FIELD = Pattern.compile(
            "(?is).*content-disposition:\\s*form-data\\s*;[^\\r\\n]*\\bname=\"?model\"?\\s*(;|\\r|$).*");

    private enum Place {
        CONTENT,
        AFTER_DELIMITER,
        HEADERS
    }

    private final byte[] delimiter;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Place place = Place.CONTENT;
    private boolean isModel;
    private boolean done;
    private int matched;
    private @Nullable String model;

    MultipartModelScanner(String contentType) {
        Matcher found = BOUNDARY.matcher(contentType);
        done = !found.find();
        String boundary = done ? "" : found.group(1) == null ? found.group(2) : found.group(1);
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first delimiter stands at the very beginning, where no line end precedes it.
        matched = 2;
    }

    @Override
    public void feed(byte[] bytes, int length) {
        for (int i = 0; i < length && !done; i++) {
            switch (place) {
                case CONTENT -> content(bytes[i]);
                case AFTER_DELIMITER -> afterDelimiter(bytes[i]);
                case HEADERS -> headers(bytes[i]);
            }
        }
    }

    private void content(byte b) {
        if (isModel && kept.size() < LONGEST_VALUE) {
            kept.write(b);
        }
        // Only the first byte of the delimiter is a CR, so a failed match can start again at this byte at the earliest.
        matched = b == delimiter[matched] ? matched + 1 : b == delimiter[0] ? 1 : 0;
        if (matched == delimiter.length) {
            if (isModel) {
                String all = kept.toString(StandardCharsets.UTF_8);
                model = all.substring(0, Math.max(0, all.length() - delimiter.length));
                done = true;
            }
            start(Place.AFTER_DELIMITER);
        }
    }

    private void afterDelimiter(byte b) {
        if (b == '-') {
            done = true;
        } else if (b == '\n') {
            start(Place.HEADERS);
        }
    }

    private void headers(byte b) {
        kept.write(b);
        if (b != '\n') {
            done = kept.size() > LONGEST_HEADER;
            return;
        }
        String text = kept.toString(StandardCharsets.UTF_8);
        if (text.equals("\r\n") || text.endsWith("\r\n\r\n")) {
            isModel = MODEL_FIELD.matcher(text).matches();
            start(Place.CONTENT);
        }
    }

    private void start(Place next) {
        place = next;
        kept.reset();
        matched = 0;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }
}
