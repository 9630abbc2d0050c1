package dev.cuprum.undertow.standalone;

import java.util.Optional;

/** Which version this is. */
final class Version {

    private Version() {}

    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
