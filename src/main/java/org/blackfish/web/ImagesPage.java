package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.blackfish.cache.ImageCare;
import org.blackfish.cache.ImageInventory;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.Pull;
import org.blackfish.image.PullOrder;
import org.blackfish.image.Pulls;
import org.blackfish.image.StagedImages;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.jspecify.annotations.Nullable;

/** What every service needs, what is staged, and pulls; all admins see the same, as it lies on disk. */
@Named
@ViewScoped
public class ImagesPage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Admins admins;
    private final transient ImageCare care;
    private final transient Pulls pulls;
    private final transient Notices notices;
    private final transient Profile profile;
    private transient @Nullable ImageInventory inventory;
    private transient @Nullable PullForm form;

    @Inject
    ImagesPage(Admins admins, ImageCare care, Pulls pulls, Notices notices, Shell shell) {
        this.admins = admins;
        this.care = care;
        this.pulls = pulls;
        this.notices = notices;
        this.profile = shell.profile();
    }

    /** Sends away whoever is no admin. */
    public void enter() {
        refresh();
    }

    public void refresh() {
        admins.require(profile);
        inventory = care.look(profile);
    }

    public ImageInventory inventory() {
        ImageInventory known = inventory;
        if (known == null) {
            known = care.look(profile);
            inventory = known;
        }
        return known;
    }

    public PullForm getForm() {
        PullForm known = form;
        if (known == null) {
            known = new PullForm(inventory().rules());
            form = known;
        }
        return known;
    }

    public List<NeededRow> needed() {
        return inventory().needed().stream()
                .map(needed -> NeededRow.of(needed, isPulled(needed.pin())))
                .toList();
    }

    public List<ImageRow> staged() {
        return inventory().staged().stream().map(ImageRow::of).toList();
    }

    public List<PullRow> pulls() {
        return inventory().pulls().stream().map(PullRow::of).toList();
    }

    private boolean isPulled(PinnedImage pin) {
        return inventory().pulls().stream()
                .filter(Pull::isLive)
                .anyMatch(pull -> pull.file().equals(pin.image().sifName()));
    }

    public void pull(NeededRow row) {
        start(row.inHomeOnly() ? getForm().shared(row.pin()) : getForm().order(row.pin()));
    }

    /** The page has said who uses it, and was answered. */
    public void replace(ImageRow row) {
        admins.require(profile);
        start(getForm()
                .replacement(care.get(profile, StagedImages.place(row.place()), row.file())
                        .image()));
    }

    public void pullOther() {
        start(getForm()
                .other(inventory().needed().stream()
                        .map(ImageInventory.Needed::pin)
                        .toList()));
        getForm().setImage(null);
    }

    /** The same once more from the start, with the digest that is pinned by now. */
    public void again(PullRow row) {
        admins.require(profile);
        pulls.again(profile, StagedImages.place(row.place()), row.file());
        refresh();
    }

    public void cancel(PullRow row) {
        admins.require(profile);
        pulls.cancel(profile, StagedImages.place(row.place()), row.file());
        refresh();
    }

    public void verify(ImageRow row) {
        admins.require(profile);
        care.check(profile, StagedImages.place(row.place()), row.file());
        refresh();
    }

    /** The page has said what is lost, and was answered. */
    public void remove(ImageRow row) {
        admins.require(profile);
        care.remove(profile, StagedImages.place(row.place()), row.file(), true);
        refresh();
        notices.done(row.file() + " was removed.");
    }

    private void start(PullOrder order) {
        admins.require(profile);
        pulls.start(profile, order);
        refresh();
    }
}
