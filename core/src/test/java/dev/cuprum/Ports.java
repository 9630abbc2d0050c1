package dev.cuprum;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of loopback for what cannot be told to listen anywhere, or is to listen where it did before. */
public final class Ports {

    /** So far above its port is the one that a Redis of a cluster speaks to the others by. */
    private static final int CLUSTER = 10_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that is free, as is the one 10,000 above it, and that this JVM has given to nobody else. Both are below those
     * that systems give to connections and to servers that do not mind, which could take it meanwhile.
     */
    public static int free() {
        int port = any();
        while (!isFree(port) || !isFree(port + CLUSTER) || !GIVEN.add(port)) {
            port = any();
        }
        return port;
    }

    private static int any() {
        return ThreadLocalRandom.current().nextInt(10_000, 22_000);
    }

    private static boolean isFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
