package dev.cuprum.lua;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Without the flag that continuations need, coroutines work all the same, and the log says so once. */
final class CoroutineFlagsTest {

    private static final String FLAG = "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED";

    /** Runs units with coroutines, on two threads. */
    static final class Main {
        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(() -> System.out.print(TestUnits.content(
                        "local w = coroutine.wrap(function(x) while true do x = coroutine.yield(x + 1) end end) "
                                + "ngx.print(w(1), w(2), ' ')")));
                thread.start();
                thread.join();
            }
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    private static String output(String... flags) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java.util.List.of(flags));
        command.addAll(java.util.List.of("-cp", path, Main.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void saysOnceThatCoroutinesAreThreads() throws IOException {
        assumeTrue(Runtime.version().feature() >= 21, "this JVM has no continuations");

        String output = output();

        assertThat(output).contains("23 ").endsWith("23 ").containsOnlyOnce("start Java with " + FLAG);
    }

    @Test
    void saysNothingWhereThereIsNothingToSay() throws IOException {
        String output = Runtime.version().feature() >= 21 ? output(FLAG.split(" ")) : output();

        assertThat(output).isEqualTo("23 23 ");
    }
}
