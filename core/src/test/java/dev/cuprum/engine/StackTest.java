package dev.cuprum.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated
final class StackTest {

    /** Says how many words calls may take in this JVM. */
    static final class Words {
        public static void main(String[] args) {
            System.out.println(new Budget().deepest());
        }
    }

    @ParameterizedTest
    @CsvSource({"-Xss1m, 704", "-Xss8m, 7872", "-XX:ThreadStackSize=2048, 1728", "-Xss512k, 192", "-Xss900m, 65216"})
    void callsMayTakeMostOfTheStackThatTheJvmGivesAThread(String option, int kib) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Words.class.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo(Integer.toString(kib * 1024 / 8));
    }
}
