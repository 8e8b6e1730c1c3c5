using Microsoft.Data.SqlClient;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession();
var app = builder.Build();
app.UseSession();

var loan = new HttpClient { BaseAddress = new Uri(builder.Configuration["Services:LoanUrl"]!) };

app.MapGet("/approvals", async (HttpContext context) =>
{
    context.Session.SetString("operator", context.Request.Headers["X-Operator"].ToString());
    using var connection = new SqlConnection(builder.Configuration.GetConnectionString("Backoffice"));
    await connection.OpenAsync();
    return await loan.GetStringAsync("/loans?state=waiting");
});
app.MapPost("/export", () => File.WriteAllText(@"D:\export\approvals.csv", "id;state"));
app.MapGet("/healthz", () => "ok");

app.Run();
