package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
    @Test
    void textThatIsNoJsonIsRefusedWithItsPlace() {
        assertThat(sentence("{\n  \"name\": oops}"))
                .isEqualTo("The body is not JSON: it is wrong at line 2, column 11.");
    }

    @Test
    void jsonThatBreaksOffIsToldSo() {
        assertThat(sentence("{\"name\": ")).isEqualTo("The body is not JSON: it ends too early.");
        assertThat(sentence("{\"name\": \"a")).isEqualTo("The body is not JSON: it ends too early.");
    }

    @Test
    void anotherValueThanAnObjectIsRefused() {
        assertThat(sentence("[]")).isEqualTo("The body is a list; send a JSON object.");
        assertThat(sentence("\"x\"")).isEqualTo("The body is the text \"x\"; send a JSON object.");
    }

    @Test
    void textBehindTheObjectIsRefused() {
        assertThat(sentence("{} {}")).startsWith("The body is not JSON");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(sentence("{\"a\":" + "[".repeat(5000))).contains("nested more than 100 levels");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        InvalidInput wrong =
                catchThrowableOfType(InvalidInput.class, () -> JsonBody.object(new byte[] {'{', (byte) 0xff, '}'}));
        assertThat(wrong).hasMessage("The body is not text in UTF-8; send JSON in UTF-8.");
    }

    @Test
    void anAbsentBodyMayCountAsEmpty() {
        assertThat(JsonBody.objectOrNothing(new byte[0])).isEmpty();
        assertThat(sentence("")).isEqualTo("The body is empty; send a JSON object.");
    }

    private static String sentence(String body) {
        return String.valueOf(
                catchThrowableOfType(InvalidInput.class, () -> JsonBody.object(body.getBytes(StandardCharsets.UTF_8)))
                        .getMessage());
    }
}
