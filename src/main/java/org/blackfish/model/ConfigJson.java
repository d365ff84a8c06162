package org.blackfish.model;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shape of a model by the {@code config.json} of Hugging Face; pure, and empty for whatever it cannot tell. */
final class ConfigJson {
    private final JsonObject outer;
    private final JsonObject inner;

    private ConfigJson(JsonObject outer) {
        this.outer = outer;
        this.inner = outer.get("text_config") instanceof JsonObject text ? text : outer;
    }

    /** Empty when the text is no JSON object. */
    static Optional<ConfigJson> parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return Optional.of(new ConfigJson(reader.readObject()));
        } catch (JsonException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    static Optional<ModelShape> shape(String text) {
        try {
            return parse(text).flatMap(ConfigJson::shape);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The class that runs it, {@code LlamaForCausalLM}. */
    @Nullable
    String architecture() {
        return outer.get("architectures") instanceof JsonArray names
                        && !names.isEmpty()
                        && names.getFirst() instanceof JsonString name
                ? name.getString()
                : null;
    }

    @Nullable
    Integer context() {
        return whole("max_position_embeddings", "n_positions", "max_sequence_length");
    }

    @Nullable
    String dtype() {
        return text(value("torch_dtype"), value("dtype"));
    }

    /** Method and bits, {@code awq 4 bit}; null for full weights. */
    @Nullable
    String quantization() {
        if (!(value("quantization_config") instanceof JsonObject config)) {
            return null;
        }
        String method = text(config.get("quant_method"));
        String bits = config.get("bits") instanceof JsonNumber number ? " " + number.intValue() + " bit" : "";
        return method == null ? null : method + bits;
    }

    private static @Nullable String text(@Nullable JsonValue... values) {
        for (JsonValue value : values) {
            if (value instanceof JsonString string && !string.getString().isEmpty()) {
                return string.getString();
            }
        }
        return null;
    }

    private Optional<ModelShape> shape() {
        Integer layers = whole("num_hidden_layers", "n_layer", "num_layers", "n_layers");
        Integer heads = whole("num_attention_heads", "n_head", "n_heads");
        if (layers == null || heads == null || heads == 0) {
            return Optional.empty();
        }
        Integer latent = whole("kv_lora_rank");
        Integer rope = whole("qk_rope_head_dim");
        Integer width = whole("hidden_size", "n_embd", "d_model");
        Integer given = whole("head_dim");
        Integer size = given != null || width == null ? given : Integer.valueOf(width / heads);
        Integer kv = whole("num_key_value_heads", "num_kv_heads");
        int kvHeads = kv == null ? heads : kv;
        if (latent != null && rope != null) {
            return Optional.of(shape(layers, (long) latent + rope, "(" + latent + " + " + rope + ")"));
        }
        return size == null
                ? Optional.empty()
                : Optional.of(shape(layers, 2L * kvHeads * size, "2 × " + kvHeads + " KV heads × " + size));
    }

    private ModelShape shape(int layers, long values, String words) {
        Integer window = whole("sliding_window");
        JsonValue uses = value("use_sliding_window");
        boolean windows = window != null && (uses == null || uses.getValueType() != JsonValue.ValueType.FALSE);
        int windowed = windows ? windowed(layers) : 0;
        int without = kinds("linear_attention") + kinds("mamba");
        int full = Math.max(0, layers - windowed - without);
        return new ModelShape(full, windowed, windows ? window : null, values, words, context());
    }

    /** Some models name each layer's kind, some say that every n-th sees all, others mean every layer. */
    private int windowed(int layers) {
        if (value("layer_types") instanceof JsonArray) {
            return kinds("sliding_attention");
        }
        Integer pattern = whole("sliding_window_pattern");
        return pattern == null || pattern < 1 ? layers : layers - layers / pattern;
    }

    private int kinds(String kind) {
        return value("layer_types") instanceof JsonArray kinds
                ? (int) kinds.stream()
                        .filter(one -> one instanceof JsonString name
                                && name.getString().equals(kind))
                        .count()
                : 0;
    }

    private @Nullable JsonValue value(String name) {
        JsonValue value = inner.getOrDefault(name, outer.get(name));
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
    }

    private @Nullable Integer whole(String... names) {
        for (String name : names) {
            if (value(name) instanceof JsonNumber number && number.doubleValue() >= 0 && number.doubleValue() < 1e9) {
                return number.intValue();
            }
        }
        return null;
    }
}
