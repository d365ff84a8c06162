package org.blackfish.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Input that cannot be accepted: every wrong field with its sentence, in the order in which they were met. */
public final class InvalidInput extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> fields;

    /** One wrong field; the sentence names the value and the remedy. */
    public InvalidInput(String field, String sentence) {
        this(Map.of(field, sentence));
    }

    /** Several wrong fields at once; {@code fields} maps a field's name to its sentence and is not empty. */
    public InvalidInput(Map<String, String> fields) {
        super(fields.values().stream().collect(Collectors.joining(" ")));
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Map<String, String> fields() {
        return fields;
    }
}
