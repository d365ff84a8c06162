package org.blackfish.web;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sends the bare address to the services and {@code /docs} to its page, so that every page has exactly one address. */
@WebServlet({"", "/docs"})
public final class FirstPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String page = request.getServletPath().equals("/docs") ? "/docs.xhtml" : "/services.xhtml";
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + page);
    }
}
