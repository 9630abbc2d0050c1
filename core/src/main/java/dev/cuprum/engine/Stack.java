package dev.cuprum.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** How much stack units may take: most of what a thread of this JVM has by default. */
final class Stack {

    private static final int WORD = 8;
    private static final int KIB = 1024;
    private static final int DEFAULT_KIB = 1024;
    private static final int MOST_KIB = 64 * KIB;

    /** What is left to the host that calls, and to the libraries that a unit calls. */
    private static final int KEPT_KIB = 320;

    /** On threads with less than this, calls are nested too deeply for the stack before they are for a budget. */
    private static final int LEAST_KIB = KEPT_KIB + 64;

    /** What calls may take, in words. */
    static final int WORDS = (kib() - KEPT_KIB) * KIB / WORD;

    private Stack() {}

    private static int kib() {
        int kib = DEFAULT_KIB;
        try {
            HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            kib = Integer.parseInt(vm.getVMOption("ThreadStackSize").getValue());
        } catch (IllegalArgumentException e) {
            // Another JVM, which does not say.
            kib = DEFAULT_KIB;
        }
        // Zero is what the system gives.
        return kib == 0 ? DEFAULT_KIB : Math.min(Math.max(kib, LEAST_KIB), MOST_KIB);
    }
}
