package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;

/** The interface for programs, as the build's OpenAPI document describes it. */
@Named
@ViewScoped
public class DocsPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String DOCUMENT = "/org/blackfish/api/openapi.json";

    private final String root;

    @Inject
    DocsPage(HttpServletRequest request) {
        this.root = ServicePage.root(request);
    }

    /** Read for every look; people look seldom, and nothing of it is kept. */
    public List<ApiArea> areas() {
        try (InputStream stream = DocsPage.class.getResourceAsStream(DOCUMENT)) {
            if (stream == null) {
                throw new IllegalStateException("The build left no " + DOCUMENT + ".");
            }
            try (JsonReader reader = Json.createReader(stream)) {
                return new ApiReference(reader.readObject(), root).areas();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT + " could not be read.", e);
        }
    }
}
