package org.blackfish.model;

import java.util.List;

/** The models found, ordered by repository and then newest first, and a sentence for whatever could not be read. */
public record Inventory(List<Model> models, List<String> problems) {
    public Inventory {
        models = List.copyOf(models);
        problems = List.copyOf(problems);
    }
}
