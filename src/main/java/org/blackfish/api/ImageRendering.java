package org.blackfish.api;

import java.util.Locale;
import org.blackfish.cache.CacheHealth;
import org.blackfish.cache.Finding;
import org.blackfish.cache.ImageInventory;
import org.blackfish.image.Check;
import org.blackfish.image.Digest;
import org.blackfish.image.ImageChanged;
import org.blackfish.image.ImageRecord;
import org.blackfish.image.ImageUse;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.Pull;
import org.blackfish.profile.Quota;
import org.blackfish.profile.Space;
import org.blackfish.wire.CacheFindingView;
import org.blackfish.wire.CacheView;
import org.blackfish.wire.CheckStepView;
import org.blackfish.wire.CheckView;
import org.blackfish.wire.ImageNews;
import org.blackfish.wire.ImagesView;
import org.blackfish.wire.NeededImageView;
import org.blackfish.wire.PullFacts;
import org.blackfish.wire.StagedImageView;

/** Images, pulls, checks and the shared folder on the wire. */
final class ImageRendering {
    private ImageRendering() {}

    static ImagesView view(String profile, ImageInventory inventory) {
        return new ImagesView(
                profile,
                inventory.program().map(program -> program.version()).orElse(null),
                inventory.rules().site().word(),
                inventory.needed().stream().map(ImageRendering::view).toList(),
                inventory.staged().stream().map(ImageRendering::view).toList(),
                inventory.pulls().stream().map(ImageRendering::view).toList(),
                inventory.problems());
    }

    private static NeededImageView view(ImageInventory.Needed needed) {
        PinnedImage pin = needed.pin();
        return new NeededImageView(
                pin.use().key(),
                pin.use().service(),
                pin.use().engine(),
                pin.image().toString(),
                pin.digest().map(Digest::text).orElse(null),
                pin.image().sifName(),
                pin.source(),
                needed.staged(),
                needed.standing()
                        .map(standing -> standing.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                needed.sentence(),
                needed.command());
    }

    static StagedImageView view(ImageInventory.Staged staged) {
        var file = staged.image().file();
        var record = staged.image().record();
        return new StagedImageView(
                file.name(),
                staged.image().place().word(),
                file.path().toString(),
                file.size(),
                file.modified(),
                file.owner(),
                file.group(),
                file.octal(),
                file.isShared(),
                record.map(ImageRecord::image).orElse(null),
                record.map(ImageRecord::digest)
                        .filter(digest -> !digest.isEmpty())
                        .orElse(null),
                record.map(ImageRecord::sha256).orElse(null),
                record.map(ImageRecord::pulledBy).orElse(null),
                record.map(ImageRecord::pulledAt).orElse(null),
                staged.image().neededFor().stream().map(ImageUse::key).toList(),
                staged.image().mistakenFor().stream().map(ImageUse::key).toList(),
                staged.image().pinnedTag().orElse(null),
                staged.users(),
                staged.check().map(ImageRendering::view).orElse(null));
    }

    static CheckView view(Check check) {
        return new CheckView(
                check.at(),
                check.running(),
                check.isGood(),
                check.steps().stream()
                        .map(step -> new CheckStepView(
                                step.name(), step.result().name().toLowerCase(Locale.ROOT), step.sentence()))
                        .toList());
    }

    static PullFacts view(Pull pull) {
        return new PullFacts(
                pull.file(),
                pull.order().image().toString(),
                pull.order().digest().map(Digest::text).orElse(null),
                pull.order().place().word(),
                pull.order().site().word(),
                pull.order().replace(),
                pull.phase().word(),
                pull.phase().words(),
                pull.bytes(),
                pull.by(),
                pull.at(),
                pull.attempt(),
                pull.job().orElse(null),
                pull.cancelling(),
                pull.sentence(),
                pull.log());
    }

    static ImageNews news(ImageChanged changed) {
        return new ImageNews(changed.profile(), changed.file(), changed.phase(), changed.bytes(), changed.sentence());
    }

    static CacheView view(CacheHealth health) {
        return new CacheView(
                health.folder().toString(),
                health.at(),
                health.shared(),
                health.whole(),
                health.entries(),
                health.bytes(),
                health.space().map(Space::total).orElse(null),
                health.space().map(Space::free).orElse(null),
                health.quota().map(Quota::used).orElse(null),
                health.quota().map(Quota::limit).orElse(null),
                health.findings().stream().map(ImageRendering::view).toList());
    }

    private static CacheFindingView view(Finding finding) {
        return new CacheFindingView(
                finding.trouble().word(),
                finding.trouble().words(),
                finding.path().toString(),
                finding.detail(),
                finding.bytes(),
                finding.ours());
    }
}
