package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.undertow.standalone.CommandLine.Command;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandLineTest {

    @Test
    void readsOptionsInBothForms() {
        CommandLine line = CommandLine.parse("serve", "--listen", "127.0.0.1:1", "--node=a", "--data", "/x y");

        assertThat(line.command()).isEqualTo(Command.SERVE);
        assertThat(line.options()).isEqualTo(Map.of("--listen", "127.0.0.1:1", "--node", "a", "--data", "/x y"));
    }

    @Test
    void knowsTheWordsPeopleTry() {
        assertThat(CommandLine.parse("--help").command()).isEqualTo(Command.HELP);
        assertThat(CommandLine.parse("-h").command()).isEqualTo(Command.HELP);
        assertThat(CommandLine.parse("serve", "--help").command()).isEqualTo(Command.HELP);
        assertThat(CommandLine.parse("--version").command()).isEqualTo(Command.VERSION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | unknown command ''; there are serve, keygen, version, help",
                "srve | unknown command 'srve'; did you mean 'serve'?",
                "serve --lisen x | unknown option '--lisen'; did you mean '--listen'?",
                "serve extra | unknown option 'extra'; there are --config, --listen, --control, --data, --redis, --node",
                "serve --config | option --config needs a value",
                "serve --config= | option --config needs a value",
                "serve --node a --node b | option --node is given twice",
                "keygen --key x | unknown option '--key'; there are --out",
                "version x | 'cuprum version' takes nothing, not 'x'",
            })
    void refusesNonsenseWithAHint(String words, String message) {
        assertThatThrownBy(() -> CommandLine.parse(words.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesToGuessWhatToDo() {
        assertThatThrownBy(CommandLine::parse).hasMessage("no command; try 'cuprum serve' or 'cuprum help'");
    }
}
