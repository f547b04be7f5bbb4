package dev.holdfast.service;

import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.security.annotation.Secured;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;

/// A route of the service, as its controllers declare it: tests that go through all of them cannot forget a new one.
///
/// @param path with parameters in braces
/// @param type what it takes
public record Route(String method, String path, String type, List<String> scopes) {
    /// All below `/v1`.
    public static List<Route> all() {
        return below("/v1");
    }

    /// All below `/console`: pages, and what their forms call.
    public static List<Route> ofConsole() {
        return below("/console/");
    }

    private static List<Route> below(String prefix) {
        return TestService.server().context().getBeanDefinitions(Qualifiers.byStereotype(Controller.class)).stream()
                .flatMap(controller -> controller.getExecutableMethods().stream()
                        .filter(method -> method.hasStereotype(HttpMethodMapping.class))
                        .map(method -> of(controller, method)))
                .filter(route -> route.path().startsWith(prefix))
                .toList();
    }

    private static Route of(BeanDefinition<?> controller, ExecutableMethod<?, ?> method) {
        var verb = method.getAnnotationNameByStereotype(HttpMethodMapping.class).orElseThrow();
        var base = controller.stringValue(Controller.class).orElse("");
        var path = method.stringValue(HttpMethodMapping.class).orElse("/");
        return new Route(
                verb.substring(verb.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT),
                path.equals("/") ? base : base + path,
                method.stringValue(Consumes.class).orElse("application/json"),
                List.of(method.stringValues(Secured.class)));
    }

    /// Asks it with the same text for every parameter.
    public Api.Answer ask(Api api, String parameter, String body) {
        var request = api.request(path.replaceAll("\\{[^}]*}", parameter)).header("Content-Type", type);
        return api.send(
                method.equals("GET") || method.equals("DELETE")
                        ? request.method(method, BodyPublishers.noBody())
                        : request.method(method, BodyPublishers.ofString(body)));
    }
}
