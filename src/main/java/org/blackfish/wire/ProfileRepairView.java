package org.blackfish.wire;

import java.util.List;

/** A profile after its repair: its members and what was looked at; {@code ok} when all of it is well. */
public record ProfileRepairView(
        String name,
        String host,
        String user,
        String homeDir,
        String cacheDir,
        String schema,
        boolean default_,
        boolean ok,
        List<ProfileCheckView> checks) {
    public ProfileRepairView {
        checks = List.copyOf(checks);
    }
}
