package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelShapeTest {
    @Test
    void aLlamaIsReadFromItsConfig() {
        ModelShape shape = ConfigJson.shape("""
            {"num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "hidden_size": 4096,
             "max_position_embeddings": 131072, "torch_dtype": "bfloat16"}
            """).orElseThrow();
        assertThat(shape).isEqualTo(new ModelShape(32, 0, null, 2048, "2 × 8 KV heads × 128", 131_072));
        assertThat(shape.cacheBytes(1, 2)).isEqualTo(131_072);
    }

    @Test
    void windowsCountForTheLayersThatHaveThem() {
        assertThat(ConfigJson.shape("""
            {"num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128,
             "sliding_window": 4096}
            """)).contains(new ModelShape(0, 32, 4096, 2048, "2 × 8 KV heads × 128", null));
        assertThat(ConfigJson.shape("""
            {"num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4, "head_dim": 128,
             "sliding_window": 32768, "use_sliding_window": false}
            """)).contains(new ModelShape(28, 0, null, 1024, "2 × 4 KV heads × 128", null));
        assertThat(ConfigJson.shape("""
            {"model_type": "gemma3", "text_config": {"num_hidden_layers": 34, "num_attention_heads": 8,
             "num_key_value_heads": 4, "head_dim": 256, "sliding_window": 1024, "sliding_window_pattern": 6}}
            """)).contains(new ModelShape(5, 29, 1024, 2048, "2 × 4 KV heads × 256", null));
        assertThat(ConfigJson.shape("""
            {"num_hidden_layers": 4, "num_attention_heads": 2, "head_dim": 64, "sliding_window": 128,
             "layer_types": ["sliding_attention", "full_attention", "linear_attention", "full_attention"]}
            """)).contains(new ModelShape(2, 1, 128, 256, "2 × 2 KV heads × 64", null));
    }

    @Test
    void latentAttentionKeepsWhatItPacks() {
        assertThat(ConfigJson.shape("""
            {"num_hidden_layers": 61, "num_attention_heads": 128, "kv_lora_rank": 512, "qk_rope_head_dim": 64,
             "hidden_size": 7168}
            """)).contains(new ModelShape(61, 0, null, 576, "(512 + 64)", null));
    }

    @Test
    void whatDoesNotTellIsNotGuessedAt() {
        for (String text : new String[] {
            "",
            "[]",
            "{",
            "{}",
            "null",
            "{\"num_hidden_layers\": \"many\"}",
            "{\"num_hidden_layers\": 2, \"num_attention_heads\": 0, \"hidden_size\": 1}",
            "{\"num_hidden_layers\": -2, \"num_attention_heads\": 4}"
        }) {
            assertThat(ConfigJson.shape(text)).as(text).isEmpty();
        }
    }

    @Test
    void aGgufIsReadFromItsHeadWhereverItIsCut() {
        byte[] head = gguf();
        ModelShape whole = new ModelShape(30, 0, null, 3 * 128, "2 × 3 KV heads × 64", 8192);
        assertThat(GgufHeader.shape(head)).contains(whole);
        for (int length = 0; length < head.length; length++) {
            assertThat(GgufHeader.shape(Arrays.copyOf(head, length)).filter(shape -> shape.layers() != 30))
                    .isEmpty();
        }
        assertThat(GgufHeader.shape("no such file at all, but long enough".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void listsOfListsInAGgufAreNotFollowed() {
        ByteBuffer bytes = ByteBuffer.allocate(GgufHeader.READ).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x46554747).putInt(3).putLong(0).putLong(1);
        text(bytes, "x").putInt(9);
        while (bytes.remaining() >= 12) {
            bytes.putInt(9).putLong(1);
        }
        assertThat(GgufHeader.parse(bytes.array())).isEmpty();
    }

    private static byte[] gguf() {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x46554747).putInt(3).putLong(0).putLong(7);
        text(bytes, "general.architecture").putInt(8);
        text(bytes, "llama");
        number(bytes, "llama.block_count", 30);
        number(bytes, "llama.context_length", 8192);
        number(bytes, "llama.embedding_length", 576);
        number(bytes, "llama.attention.head_count", 9);
        text(bytes, "llama.attention.head_count_kv")
                .putInt(9)
                .putInt(4)
                .putLong(2)
                .putInt(3)
                .putInt(1);
        text(bytes, "tokenizer.ggml.tokens").putInt(9).putInt(8).putLong(2);
        text(text(bytes, "<s>"), "</s>");
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void number(ByteBuffer bytes, String key, int value) {
        text(bytes, key).putInt(4).putInt(value);
    }

    private static ByteBuffer text(ByteBuffer bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return bytes.putLong(utf8.length).put(utf8);
    }
}
