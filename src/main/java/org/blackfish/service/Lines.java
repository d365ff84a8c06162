package org.blackfish.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lists and maps as text, one entry a line and each line ended; entries with line breaks were refused before. */
final class Lines {
    private Lines() {}

    static String of(List<String> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }

    static String of(SortedMap<String, String> variables) {
        List<String> entries = new ArrayList<>();
        variables.forEach((name, value) -> entries.add(name + "=" + value));
        return of(entries);
    }

    static List<String> list(String text) {
        List<String> entries = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            entries.add(text.substring(from, end));
            from = end + 1;
        }
        return entries;
    }

    static Map<String, String> map(String text) {
        Map<String, String> variables = new TreeMap<>();
        for (String entry : list(text)) {
            int equals = entry.indexOf('=');
            variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return variables;
    }
}
