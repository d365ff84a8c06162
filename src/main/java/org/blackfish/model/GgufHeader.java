package org.blackfish.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a model by the key-value pairs at the head of a GGUF file (versions 2 and 3). The pairs of interest come
 * before the tokenizer's long lists, so the beginning of the file is enough; pure, and empty for what is no such file.
 */
final class GgufHeader {
    /** So much of a file is looked at. */
    static final int READ = 256 * 1024;

    private static final int MAGIC = 0x46554747;
    private static final int LONGEST_KEY = 65_535;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    /** By llama.cpp's {@code llama_ftype}. */
    private static final Map<Integer, String> FILE_TYPES = Map.ofEntries(
            Map.entry(0, "F32"),
            Map.entry(1, "F16"),
            Map.entry(2, "Q4_0"),
            Map.entry(3, "Q4_1"),
            Map.entry(7, "Q8_0"),
            Map.entry(8, "Q5_0"),
            Map.entry(9, "Q5_1"),
            Map.entry(10, "Q2_K"),
            Map.entry(11, "Q3_K_S"),
            Map.entry(12, "Q3_K_M"),
            Map.entry(13, "Q3_K_L"),
            Map.entry(14, "Q4_K_S"),
            Map.entry(15, "Q4_K_M"),
            Map.entry(16, "Q5_K_S"),
            Map.entry(17, "Q5_K_M"),
            Map.entry(18, "Q6_K"),
            Map.entry(32, "BF16"));

    private final ByteBuffer bytes;
    private final Map<String, Long> numbers = new HashMap<>();
    private String architecture = "";
    private boolean chatTemplate;

    private GgufHeader(byte[] head) {
        this.bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Optional<ModelShape> shape(byte[] head) {
        return parse(head).flatMap(GgufHeader::shape);
    }

    static Optional<GgufHeader> parse(byte[] head) {
        GgufHeader header = new GgufHeader(head);
        try {
            header.read();
        } catch (BufferUnderflowException end) {
            // The head was cut, most often amid the tokenizer's words; what was read before counts.
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
        return Optional.of(header);
    }

    /** {@code llama}; null when the file does not say. */
    @Nullable
    String architecture() {
        return architecture.isEmpty() ? null : architecture;
    }

    @Nullable
    Integer context() {
        return whole("context_length");
    }

    /** The mixture of types that the weights are kept in, {@code Q4_K_M}; null when the file does not say. */
    @Nullable
    String quantization() {
        Long type = numbers.get("general.file_type");
        return type == null ? null : FILE_TYPES.get(type.intValue());
    }

    /** True when one was found; null when the file's head ended before. */
    @Nullable
    Boolean chatTemplate() {
        return chatTemplate ? Boolean.TRUE : null;
    }

    private void read() {
        if (bytes.getInt() != MAGIC || bytes.getInt() < 2) {
            throw new IllegalArgumentException("no GGUF file of version 2 or later");
        }
        bytes.getLong();
        long pairs = bytes.getLong();
        for (long pair = 0; pair < pairs; pair++) {
            String key = text();
            int type = bytes.getInt();
            if (type == STRING) {
                String value = text();
                architecture = key.equals("general.architecture") ? value : architecture;
                chatTemplate |= key.equals("tokenizer.chat_template");
            } else {
                numbers.merge(key, number(type), Math::max);
            }
        }
    }

    /** A number, or of a list the largest; other values count as 0. */
    private long number(int type) {
        if (type != ARRAY) {
            return scalar(type);
        }
        int kind = bytes.getInt();
        if (kind == ARRAY) {
            // No model of ours has lists of lists, and a file made to harm could nest them without end.
            throw new IllegalArgumentException("a list of lists");
        }
        long count = bytes.getLong();
        long largest = 0;
        for (long at = 0; at < count; at++) {
            if (kind == STRING) {
                text();
            } else {
                largest = Math.max(largest, scalar(kind));
            }
        }
        return largest;
    }

    private long scalar(int type) {
        return switch (type) {
            case 0, 1, 7 -> bytes.get();
            case 2, 3 -> bytes.getShort();
            case 4, 5 -> bytes.getInt();
            case 6 -> (long) bytes.getFloat();
            case 10, 11 -> bytes.getLong();
            case 12 -> (long) bytes.getDouble();
            default -> throw new IllegalArgumentException("an unknown type of value");
        };
    }

    private String text() {
        long length = bytes.getLong();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return length > LONGEST_KEY ? "" : new String(text, StandardCharsets.UTF_8);
    }

    private Optional<ModelShape> shape() {
        Integer layers = whole("block_count");
        Integer heads = whole("attention.head_count");
        Integer width = whole("embedding_length");
        if (layers == null || heads == null || heads == 0 || width == null) {
            return Optional.empty();
        }
        Integer keyLength = whole("attention.key_length");
        Integer valueLength = whole("attention.value_length");
        int key = keyLength == null ? width / heads : keyLength;
        int value = valueLength == null ? width / heads : valueLength;
        Integer kv = whole("attention.head_count_kv");
        int kvHeads = kv == null ? heads : kv;
        String words = key == value
                ? "2 × " + kvHeads + " KV heads × " + key
                : kvHeads + " KV heads × (" + key + " + " + value + ")";
        // Which layers have a window is not told by all architectures, so all count as whole: the safe side.
        return Optional.of(
                new ModelShape(layers, 0, null, (long) kvHeads * (key + value), words, whole("context_length")));
    }

    private @Nullable Integer whole(String name) {
        Long number = numbers.get(architecture + "." + name);
        return number == null || number < 0 || number > Integer.MAX_VALUE ? null : number.intValue();
    }
}
