package dev.cuprum.lua.compiler;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

final class StencilTest {

    private static final Handle BOOTSTRAP = new Handle(Opcodes.H_INVOKESTATIC, "a/B", "c", "()V", false);

    static Stream<Named<Stencil.Body>> refused() {
        return Stream.of(
                Named.of("a constant", code -> code.visitLdcInsn("text")),
                Named.of(
                        "a method of an interface",
                        code -> code.visitMethodInsn(
                                Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true)),
                Named.of("a dynamic call", code -> code.visitInvokeDynamicInsn("name", "()V", BOOTSTRAP)),
                Named.of("an array of arrays", code -> code.visitMultiANewArrayInsn("[[I", 2)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatItCannotFillIn(Stencil.Body body) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stencil.of("()V", body))
                .withMessageContaining("in a stencil: ");
    }
}
