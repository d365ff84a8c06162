package org.blackfish.cli;

/** The version that the build wrote into the jar's manifest. */
final class Version {
    static final String OWN = read();

    private Version() {}

    private static String read() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
