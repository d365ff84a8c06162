package org.blackfish.security;

import java.util.List;

/** What is said to whom the portal does not vouch for; on the JDK alone, as the waiting program needs it. */
public final class PortalRefusal {
    /** For pages that were not asked for through the portal. */
    public static final String SILENT =
            "Pages are open through the portal only, which says who you are; open this session"
                    + " under My Interactive Sessions. Programs on the node send the token as \"Authorization: Bearer …\".";

    private static final int LONGEST_NAME = 64;

    private PortalRefusal() {}

    /** For whom the portal names somebody else than the owner. */
    public static String strange(String owner, List<String> names) {
        String named = String.join(", ", names);
        String shown = named.length() > LONGEST_NAME ? named.substring(0, LONGEST_NAME) + "…" : named;
        return "This session belongs to " + owner + ", and the portal says that you are \"" + shown
                + "\"; open one of your own under My Interactive Sessions.";
    }
}
