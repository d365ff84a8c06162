package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Set;
import java.util.UUID;
import org.blackfish.problem.InvalidInput;
import org.blackfish.service.ServiceFilter;
import org.blackfish.service.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final String ID = "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55";

    @Test
    void everyFilterIsRead() {
        ServiceFilter filter = query(
                        "id", ID, "image", "i", "model", "m", "status", "HEALTHY", "port", "8080", "name", "n",
                        "profile", "p")
                .filter();
        assertThat(filter).isEqualTo(new ServiceFilter(UUID.fromString(ID), "i", "m", Status.HEALTHY, 8080, "n", "p"));
    }

    @Test
    void unknownNamesAreNobodysWhenReading() {
        assertThat(query("colour", "red", "refresh", "True").filter()).isEqualTo(ServiceFilter.any());
    }

    @Test
    void unknownNamesAreRefusedWhenDeleting() {
        assertThat(catchThrowableOfType(
                        InvalidInput.class, () -> query("nmae", "x").requireOnly(Set.of("name"))))
                .hasMessageContaining("There is no filter \"nmae\", so nothing was deleted")
                .hasMessageContaining("name");
    }

    @Test
    void aFilterWithoutValueIsRefusedWhenDeleting() {
        assertThat(catchThrowableOfType(
                        InvalidInput.class, () -> query("name", "").requireOnly(Set.of("name"))))
                .hasMessage("The filter name needs exactly one value; nothing was deleted.");
    }

    @Test
    void everyMalformedValueIsNamedAtOnce() {
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class,
                () -> query("id", "1", "status", "odd", "port", "x", "name", "a\0b")
                        .filter());
        assertThat(wrong.fields()).containsOnlyKeys("id", "status", "port", "name");
        assertThat(wrong.fields().get("status")).contains("healthy").contains("\"odd\"");
    }

    @Test
    void anIdIsReadWithAndWithoutDashes() {
        assertThat(Query.id(ID.replace("-", ""))).isEqualTo(UUID.fromString(ID));
        assertThat(Query.id(ID)).isEqualTo(UUID.fromString(ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "6f0f3c1e2f7e4d0e9a2e0d1c2b3a4f5", "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f5g"})
    void otherTextsAreNoIds(String text) {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Query.id(text)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "true", "1"})
    void theCommandLinesWordsForYesAreUnderstood(String word) {
        assertThat(query("refresh", word).flag("refresh")).isTrue();
    }

    @Test
    void numbersOutOfRangeAreRefusedWithTheRange() {
        assertThat(catchThrowableOfType(
                        InvalidInput.class, () -> query("limit", "0").number("limit", 5, 1, 10)))
                .hasMessage("The value \"0\" of limit is not a whole number from 1 to 10.");
        assertThat(query().number("limit", 5, 1, 10)).isEqualTo(5);
    }

    private static Query query(String... pairs) {
        MultivaluedHashMap<String, String> values = new MultivaluedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.add(pairs[i], pairs[i + 1]);
        }
        return new Query(values);
    }
}
