package org.blackfish.model;

import java.util.List;

/**
 * The models found, ordered by repository and then newest first, and a sentence for whatever was passed over.
 *
 * @param closed whether some folder may not be read, so that there may be more
 */
public record Inventory(List<Model> models, List<String> problems, boolean closed) {
    public Inventory {
        models = List.copyOf(models);
        problems = List.copyOf(problems);
    }
}
