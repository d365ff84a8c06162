package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelScannerTest {
    private static final String FORM = "multipart/form-data; boundary=\"b--1\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"chat\"} | chat",
                "{ \"messages\" : [{\"model\":\"inner\"}], \"model\" : \"org/name\" } | org/name",
                "{\"a\":\"model\",\"model\":\"right\"} | right",
                "{\"a\":{\"model\":\"inner\"},\"b\":[1,\"model\",{}],\"model\":\"x\"} | x",
                "{\"prompt\":\"say \\\"model\\\":\\\"no\\\" }\",\"model\":\"yes\"} | yes",
                "{\"mod\\u0065l\":\"caf\\u00e9\"} | café",
                "{\"model\":\"caf\u00e9 \\\\ \\\"x\\\"\"} | café \\ \"x\""
            })
    void theModelOfTheOutermostJsonObjectIsFound(String body, String model) {
        assertThat(inPieces("application/json", body, 1)).contains(model);
        assertThat(inPieces("application/json", body, 7)).contains(model);
        assertThat(inPieces("", body, 4096)).contains(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"model\":null}",
                "{\"model\":7,\"x\":\"y\"}",
                "{\"model\":{\"model\":\"inner\"}}",
                "[{\"model\":\"x\"}]",
                "\"model\"",
                "model=x",
                "{\"messages\":[]} {\"model\":\"x\"}"
            })
    void aBodyWithoutSuchAModelHasNone(String body) {
        assertThat(inPieces("application/json", body, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 64, 10_000})
    void theModelFieldOfAFormIsFoundBehindAFile(int piece) {
        String body = part("file\"; filename=\"model\r\n", "--b--1 \r\n--b--\r\r\n--b-")
                        .replace("model\r\n", "model")
                + part("model", "whisper")
                + "--b--1--\r\n";
        assertThat(inPieces(FORM, body, piece)).contains("whisper");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10_000})
    void aFormWithoutModelHasNone(int piece) {
        assertThat(inPieces(FORM, part("models", "x") + part("my model", "y") + "--b--1--\r\n", piece))
                .isEmpty();
    }

    private static String part(String name, String content) {
        return "--b--1\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: text/plain\r\n\r\n"
                + content + "\r\n";
    }

    private static Optional<String> inPieces(String type, String body, int size) {
        ModelScanner scanner = ModelScanner.forType(type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            byte[] piece = new byte[length];
            System.arraycopy(bytes, at, piece, 0, length);
            scanner.feed(piece, length);
        }
        return scanner.model();
    }
}
