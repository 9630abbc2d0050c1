package dev.cuprum.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.LuaEngine;
import dev.cuprum.lua.runtime.Text;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;

final class StringClassTest {

    private URLClassLoader loader;

    @BeforeEach
    void open() {
        URL[] classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(StringClassTest::url)
                .toArray(URL[]::new);
        loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    private static Field hash(Class<?> strings) throws ReflectiveOperationException {
        Field hash = strings.getDeclaredField("m_hashcode");
        hash.setAccessible(true);
        return hash;
    }

    @Test
    void anEngineHasItsStringsHashedWhenTheHashIsAskedFor() throws Exception {
        loader.loadClass(LuaEngine.class.getName()).getConstructor().newInstance();
        Class<?> strings = loader.loadClass(LuaString.class.getName());
        Method make = loader.loadClass(Text.class.getName()).getMethod("lua", String.class);
        Object text = make.invoke(null, "a text");

        assertThat(hash(strings).getInt(text)).isZero();
        byte[] bytes = "a text".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text.hashCode()).isEqualTo(LuaString.hashCode(bytes, 0, bytes.length));
        assertThat(hash(strings).getInt(text)).isEqualTo(text.hashCode());
        assertThat(text).isEqualTo(make.invoke(null, "a text"));
    }

    @Test
    void aClassThatIsThereAlreadyStays() throws Exception {
        Class<?> strings = loader.loadClass(LuaString.class.getName());

        loader.loadClass(LuaEngine.class.getName()).getConstructor().newInstance();

        assertThat(Modifier.isFinal(hash(strings).getModifiers())).isTrue();
    }
}
