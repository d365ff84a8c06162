package org.blackfish.profile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/** {@code profiles.cfg} on disk: text in UTF-8, written whole or not at all. A link to it stays one. */
record ConfigFile(Host host, Path path) {
    private static final int LONGEST = 1024 * 1024;

    Optional<Entry> find() {
        return host.find(path);
    }

    /** With a sign in the place of what is no UTF-8: a comment of somebody else must not take the profiles away. */
    String textToRead() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Empty when there is no file; {@link InvalidInput} says what could not be written back as it was. */
    String textToChange() {
        if (find().isEmpty()) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(wholeBytes());
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            long line = text.chars().filter(character -> character == '\n').count() + 1;
            throw new InvalidInput(
                    "profiles.cfg",
                    "Line " + line + " of " + path + " is not text in UTF-8: the byte 0x"
                            + HexFormat.of().toHexDigits(bytes.get(bytes.position()))
                            + " stands there. Nothing was changed; save the file as UTF-8.");
        }
        return text.toString();
    }

    void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (find().isPresent()) {
            host.rewrite(path, bytes);
        } else {
            host.write(path, bytes, Access.PRIVATE);
        }
    }

    private byte[] wholeBytes() {
        byte[] bytes = host.read(path, 0, LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new InvalidInput(
                    "profiles.cfg",
                    path + " is larger than 1 MiB, so nothing was changed; take out of it what is not about profiles.");
        }
        return bytes;
    }

    private byte[] bytes() {
        return host.read(path, 0, LONGEST);
    }
}
