package dev.interleave.shipping;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/// The facts of the project's `pom.xml` that the image and the chart repeat.
record ProjectModel(Document pom) {

    static ProjectModel ofProject() throws Exception {
        return new ProjectModel(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile()));
    }

    String jarName() {
        return text("/project/build/finalName") + ".jar";
    }

    String releaseVersion() {
        return text("/project/version").replace("-SNAPSHOT", "");
    }

    String property(String name) {
        return text("/project/properties/*[name()='%s']".formatted(name));
    }

    private String text(String expression) {
        XPath xpath = XPathFactory.newInstance().newXPath();
        try {
            String found = xpath.evaluate(expression, pom);
            if (found.isEmpty()) {
                throw new IllegalStateException("nothing at " + expression);
            }
            return found;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(expression, e);
        }
    }
}
