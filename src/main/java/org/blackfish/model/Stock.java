package org.blackfish.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that lies in a profile's folders: those of one revision in two places are two copies.
 *
 * @param copies by place, the shared one first
 * @param closed whether some folder may not be read, so that there may be more
 * @param stamp another one whenever anything of this is different
 */
public record Stock(List<Copy> copies, List<String> problems, boolean closed, String stamp) {
    public Stock {
        copies = List.copyOf(copies);
        problems = List.copyOf(problems);
    }

    static Stock of(List<Shelf.Sight> sights) {
        List<Copy> copies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        StringBuilder stamp = new StringBuilder();
        for (Shelf.Sight sight : sights) {
            copies.addAll(sight.copies());
            problems.addAll(sight.problems());
            stamp.append(sight.generation()).append(' ');
        }
        boolean closed = sights.stream().anyMatch(Shelf.Sight::closed);
        return new Stock(copies, problems, closed, stamp.toString());
    }

    /** With another reason why something may not be seen; the copies stay the same, and so does the stamp. */
    Stock with(String problem) {
        List<String> all = new ArrayList<>(problems);
        all.add(problem);
        return new Stock(copies, all, closed, stamp);
    }

    /** Each revision once, by repository: the first copy that is whole, else the first. */
    public List<Copy> chosen() {
        Map<String, Copy> chosen = new LinkedHashMap<>();
        for (Copy copy : copies) {
            Model model = copy.model();
            chosen.merge(
                    model.repo() + " " + model.revision(),
                    copy,
                    (first, second) ->
                            first.model().defect() == null || second.model().defect() != null ? first : second);
        }
        return chosen.values().stream()
                .sorted(Comparator.comparing(copy -> copy.model().repo()))
                .toList();
    }

    Inventory inventory() {
        return new Inventory(chosen().stream().map(Copy::model).toList(), problems, closed);
    }
}
