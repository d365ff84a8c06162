package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheWidthTest {
    @ParameterizedTest
    @CsvSource({
        "'', 2, 2 bytes",
        "--kv-cache-dtype auto, 2, 2 bytes",
        "--kv-cache-dtype fp8_e5m2, 1, 1 byte",
        "--kv-cache-dtype=bfloat16, 2, 2 bytes",
        "--dtype float32, 4, 4 bytes",
        "--dtype=float, 4, 4 bytes",
        "--dtype bfloat16, 2, 2 bytes",
        "--dtype float32 --kv-cache-dtype fp8, 1, 1 byte",
        "-ctk q8_0, 2, 2 bytes",
    })
    void vllmHasOneKindForBothWhichIsTheModelsUnlessItIsGiven(String arguments, double bytes, String words) {
        CacheWidth width = CacheWidth.of(new Vllm(), List.of(arguments.split(" ")));
        assertThat(width).isEqualTo(new CacheWidth(bytes, bytes));
        assertThat(width.words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                    | 2      | 2      | 2 bytes",
                "-ctk q8_0                             | 1.0625 | 2      | 1.53125 bytes (keys 1.0625, values 2)",
                "-ctv q8_0                             | 2      | 1.0625 | 1.53125 bytes (keys 2, values 1.0625)",
                "-ctk q8_0 -ctv q8_0                   | 1.0625 | 1.0625 | 1.0625 bytes",
                "--cache-type-k q4_0 --cache-type-v f32 | 0.5625 | 4     | 2.28125 bytes (keys 0.5625, values 4)",
                "-ctk=q4_1 -ctv=q5_1                   | 0.625  | 0.75   | 0.6875 bytes (keys 0.625, values 0.75)",
                "-ctk bf16 -ctv f16                    | 2      | 2      | 2 bytes",
                "-ctk no-such-kind                     | 2      | 2      | 2 bytes",
                "--dtype float32                       | 2      | 2      | 2 bytes",
            })
    void llamaCppJudgesKeysAndValuesEachAlone(String arguments, double keys, double values, String words) {
        CacheWidth width = CacheWidth.of(new LlamaCpp(), List.of(arguments.split(" ")));
        assertThat(width).isEqualTo(new CacheWidth(keys, values));
        assertThat(width.words()).isEqualTo(words);
    }
}
