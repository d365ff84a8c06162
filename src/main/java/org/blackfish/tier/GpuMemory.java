package org.blackfish.tier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much memory one GPU of a label has, in GB: what the file says, else what the label itself says ({@code A100 80GB}),
 * else what the vendors say. Of cards that come in several sizes the smallest counts.
 */
public final class GpuMemory {
    /** The slice of a MIG device is called {@code 3g.20gb}, so the long unit is looked for first. */
    private static final List<Pattern> GIGABYTES = List.of(
            Pattern.compile("(\\d{1,4})\\s*Gi?B", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(\\d{1,4})\\s*G\\b", Pattern.CASE_INSENSITIVE));

    private static final Map<String, Integer> VENDORS = vendors();

    private GpuMemory() {}

    private static Map<String, Integer> vendors() {
        Map<String, Integer> cards = new LinkedHashMap<>();
        String table = "mi300x 192 mi325x 256 mi250 64 mi210 64 mi100 32 gh200 96 b200 180 h200 141 h100 80 h800 80"
                + " a100 40 a800 40 l40s 48 l40 48 l20 48 l4 24 a40 48 a30 24 a16 16 a10 24 a6000 48 a5000 24 a4500 20"
                + " a4000 16 a2 16 v100 16 p100 16 t4 16 rtx8000 48 rtx6000 24 5090 32 4090 24 3090 24 2080 11";
        String[] words = table.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            cards.put(words[i], Integer.valueOf(words[i + 1]));
        }
        return cards;
    }

    /** Empty where neither the file, the label nor the table tells. */
    public static OptionalInt of(TierFile file, @Nullable String gpuType) {
        if (gpuType == null) {
            return OptionalInt.empty();
        }
        for (Map.Entry<String, Integer> own : file.gpuMemoryGb().entrySet()) {
            if (own.getKey().equalsIgnoreCase(gpuType)) {
                return OptionalInt.of(own.getValue());
            }
        }
        for (Pattern unit : GIGABYTES) {
            Matcher label = unit.matcher(gpuType);
            if (label.find()) {
                return OptionalInt.of(Integer.parseInt(label.group(1)));
            }
        }
        return ofCard(gpuType);
    }

    private static OptionalInt ofCard(String gpuType) {
        String words = " " + gpuType.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ") + " ";
        String glued = words.replace(" ", "");
        return VENDORS.entrySet().stream()
                .filter(card -> words.contains(" " + card.getKey() + " ")
                        || (card.getKey().length() > 4 && glued.contains(card.getKey())))
                .mapToInt(Map.Entry::getValue)
                .findFirst();
    }
}
