package org.blackfish.image;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedFolder;
import org.blackfish.transport.Access;
import org.blackfish.transport.Host;

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

    /** Those of a profile, the cache first; a cache in the home itself is one place. */
    static List<ImagePlace> of(Profile profile) {
        return isOnePlace(profile) ? List.of(CACHE) : List.of(CACHE, HOME);
    }

    /** Makes the folder of the images; a shared cache is its group's, so whoever may write the one may write the other. */
    void make(Profile profile, Host host) {
        if (this == CACHE && !isOnePlace(profile)) {
            SharedFolder.make(host, profile.cacheDirectory(), images(profile));
        } else {
            host.makeFolders(images(profile), Access.SHARED);
        }
    }

    private static boolean isOnePlace(Profile profile) {
        return profile.cacheDirectory().equals(profile.homeDirectory());
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
