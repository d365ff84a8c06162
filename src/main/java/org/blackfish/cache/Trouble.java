package org.blackfish.cache;

import java.util.Locale;

/** What can be wrong with an entry of the shared folder. */
public enum Trouble {
    CLOSED("Others cannot read it", false),
    UNREADABLE("We cannot read it", false),
    UNOWNED("Its owner has no account any more", false),
    PARTIAL("Left over from a download or pull that broke off", true),
    BROKEN_LINK("Links to a file that is not there", true),
    OUTSIDE_LINK("Links to a place outside of this folder where nothing is", false),
    UNNEEDED_IMAGE("No service of this version needs it", false),
    NO_WEIGHTS("A model that cannot be run", false);

    private final String words;
    private final boolean rubbish;

    Trouble(String words, boolean rubbish) {
        this.words = words;
        this.rubbish = rubbish;
    }

    public String words() {
        return words;
    }

    /** Whether it can be removed without a loss. */
    public boolean isRubbish() {
        return rubbish;
    }

    /** On the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
