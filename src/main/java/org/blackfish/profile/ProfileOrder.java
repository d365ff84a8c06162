package org.blackfish.profile;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.blackfish.problem.InvalidInput;

/** A Slurm profile as somebody wants it, in words; {@code ~/} at the beginning of a folder is the account's home. */
public record ProfileOrder(String name, String host, String user, String homeDirectory, String cacheDirectory) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");

    private static final int LONGEST_SHOWN = 80;

    /** {@link InvalidInput} names every wrong field at once. */
    SlurmProfile profile(boolean isDefault) {
        Map<String, String> wrong = new LinkedHashMap<>();
        checkName("name", name, wrong);
        if (!WORD.matcher(host).matches()) {
            wrong.put("host", "The host \"" + shown(host) + "\" is not a host name; give localhost for this machine.");
        }
        if (!WORD.matcher(user).matches()) {
            wrong.put("user", "The user \"" + shown(user) + "\" is not the name of an account.");
        }
        checkFolder("home_dir", homeDirectory, wrong);
        checkFolder("cache_dir", cacheDirectory, wrong);
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
        return new SlurmProfile(name, host, user, folder(homeDirectory), folder(cacheDirectory), isDefault);
    }

    /** A name that a section may have. */
    static void checkName(String field, String name, Map<String, String> wrong) {
        if (!NAME.matcher(name).matches() || (name.equalsIgnoreCase("DEFAULT") && !name.equals("default"))) {
            wrong.put(
                    field,
                    "The " + field + " \"" + shown(name)
                            + "\" cannot name a profile; give 1 to 100 letters, digits, dots,"
                            + " hyphens and underscores, but not DEFAULT.");
        }
    }

    private static void checkFolder(String field, String text, Map<String, String> wrong) {
        boolean whole = text.startsWith("/") || text.startsWith("~/");
        if (!whole || text.length() > 1000 || text.chars().anyMatch(Character::isISOControl)) {
            wrong.put(
                    field, "The " + field + " \"" + shown(text) + "\" is not an absolute path, such as /scratch/lab.");
        }
    }

    private static String shown(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "…";
    }

    private static Path folder(String text) {
        return Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text)
                .normalize();
    }
}
