package org.blackfish.image;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.blackfish.profile.Profile;

/** Where an image lies: in the site's shared folder or in the user's own. */
public enum ImagePlace {
    CACHE("cache"),
    HOME("home");

    private final String word;

    ImagePlace(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<ImagePlace> of(String word) {
        return Arrays.stream(values()).filter(place -> place.word.equals(word)).findFirst();
    }

    /** The folder of the SIF files. */
    public Path images(Profile profile) {
        return root(profile).resolve("images");
    }

    /** The folder above, which holds what admins share too. */
    Path root(Profile profile) {
        return this == CACHE ? profile.cacheDirectory() : profile.homeDirectory();
    }
}
