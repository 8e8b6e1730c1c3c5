package example.linjiang.archive;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import javax.servlet.annotation.MultipartConfig;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.ServletException;

@WebServlet("/images/*")
@MultipartConfig
public class UploadServlet extends HttpServlet {
    private static final String STORE = "/data/archive/images";

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String id = request.getParameter("id");
        File target = new File(STORE, id + ".tif");
        Files.copy(request.getPart("image").getInputStream(), target.toPath(), StandardCopyOption.REPLACE_EXISTING);
        request.getSession().setAttribute("last", id);
        response.setStatus(HttpServletResponse.SC_CREATED);
    }
}
