package org.blackfish.api;

import java.util.Locale;
import org.blackfish.cache.ModelUpdate;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.ModelChanged;
import org.blackfish.wire.ModelFacts;
import org.blackfish.wire.ModelNews;
import org.blackfish.wire.ModelUpdateView;
import org.blackfish.wire.ModelView;

/** Models as they cross HTTP; pure. */
final class ModelRendering {
    private ModelRendering() {}

    static ModelView view(CatalogueEntry model) {
        return new ModelView(
                model.id(),
                model.createdAt(),
                model.updatedAt(),
                model.repo(),
                model.profile(),
                model.revision(),
                model.image(),
                model.modelDir(),
                new ModelFacts(model.sizeGb(), "files", model.parameterCount(), model.dtype(), model.fetchedAt()),
                model.place().name().toLowerCase(Locale.ROOT),
                model.format().name().toLowerCase(Locale.ROOT),
                model.defect(),
                model.files(),
                model.totalBytes() / 1e9,
                model.license(),
                model.architecture(),
                model.contextLength(),
                model.quantization(),
                model.chatTemplate(),
                model.source().word(),
                model.lastUsedAt());
    }

    static ModelUpdateView view(ModelUpdate update) {
        return new ModelUpdateView(
                update.model(),
                update.answer().name().toLowerCase(Locale.ROOT),
                update.old(),
                update.newest(),
                update.sentence(),
                update.download().orElse(null));
    }

    static ModelNews news(ModelChanged changed) {
        return new ModelNews(changed.profile(), changed.repo(), changed.sentence());
    }
}
