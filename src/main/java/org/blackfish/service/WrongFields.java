package org.blackfish.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.jspecify.annotations.Nullable;

/** Collects every wrong field of an order, so that all are told at once. */
final class WrongFields {
    private final Map<String, String> sentences;

    WrongFields() {
        this(Map.of());
    }

    /** With what is known to be wrong already. */
    WrongFields(Map<String, String> known) {
        sentences = new LinkedHashMap<>(known);
    }

    /** Whether this field, or a member of it, is known to be wrong. */
    boolean has(String field) {
        return sentences.keySet().stream().anyMatch(name -> name.equals(field) || name.startsWith(field + "."));
    }

    /** Notes a sentence; the first one for a field counts. */
    void add(String field, String sentence) {
        sentences.putIfAbsent(field, sentence);
    }

    /** Notes the sentence unless the condition holds. */
    void require(boolean holds, String field, String sentence) {
        if (!holds) {
            add(field, sentence);
        }
    }

    /**
     * The value, or null with the problem noted for this field; what is not offered yet, unreachable hosts and failed
     * commands go through.
     */
    <T> @Nullable T check(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidInput | UnknownItem | WrongState | AccessRefused e) {
            add(field, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** As {@link #check}, but a problem that names fields itself keeps its names. */
    <T> @Nullable T checkNamed(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidInput e) {
            e.fields().forEach(this::add);
            return null;
        } catch (UnknownItem | WrongState | AccessRefused e) {
            add(field, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Throws {@link InvalidInput} with everything noted, if anything was. */
    void complain() {
        if (!sentences.isEmpty()) {
            throw new InvalidInput(sentences);
        }
    }
}
