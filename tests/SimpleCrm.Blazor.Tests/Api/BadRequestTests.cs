using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace SimpleCrm.Blazor.Tests.Api;

public sealed class BadRequestTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("{}", "mailboxId")]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("""{"mailboxId":"1","to":"bob@x.example"}""", "to")]
    [InlineData("""{"mailboxId":"1","to":[{"email":5}]}""", "to[0]")]
    [InlineData("""{"mailboxId":"1","to":["bob@x.example"],"sendAt":"tomorrow"}""", "sendAt")]
    [InlineData("""{"mailboxId":"1","to":["bob@x.example"],"mode":"shout"}""", "mode")]
    [InlineData("""{"mailboxId":"1","to":["bob@x.example"],"subject":"a\r\nBcc: eve@x.example"}""", "mailboxId,subject")]
    [InlineData("""{"mailboxId":"x","to":["Bob <bob@x.example>\r\nRCPT TO:<eve@x.example>"],"templateId":"1"}""", "templateId")]
    [InlineData("""{"mailboxId":"x","to":["bob@x.example\r\nRCPT TO:<eve@x.example>"]}""", "mailboxId,to")]
    [InlineData("""{"mailboxId":"x","to":[],"bcc":[{"email":"a@b"},{"email":"a b@c"}]}""", "bcc,mailboxId")]
    [InlineData("""{"mailboxId":"x","to":["bob@x.example"],"attachments":[{"content":"%%%","fileName":"a"}]}""", "attachments[0].content")]
    [InlineData("""{"mailboxId":"x","to":["bob@x.example"],"attachments":[{"uploadId":"../../keys.json"}]}""", "mailboxId")]
    [InlineData("""{"mailboxId":"x","to":["bob@x.example"],"contactIds":["1"],"dealIds":["1"],"tracking":true}""", "contactIds,dealIds,tracking")]
    public async Task Send_request_with_mistakes_names_the_fields(string body, string fields)
    {
        var client = await host.SignedInAsync("careless");
        foreach (var path in new[] { "/api/email/send", "/mail/send" })
            Assert.Equal(fields.Split(','), await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json")).FieldsAsync());
    }

    [Theory]
    [InlineData("{}", "provider")]
    [InlineData("""{"provider":"gmail"}""", "provider")]
    [InlineData("""{"provider":"outlook"}""", "provider")]
    [InlineData("""{"provider":"pop3"}""", "provider")]
    [InlineData("""{"provider":"imap"}""", "address,imap,password,smtp")]
    [InlineData("""{"provider":"imap","address":"a@b.example","password":"p","imap":{"host":"h","port":"many"}}""", "imap.port")]
    [InlineData("""{"provider":"imap","address":"a@b.example","password":"p","imap":{"host":"h","port":1,"security":"maybe"}}""", "imap.security")]
    public async Task Connect_request_with_mistakes_names_the_fields(string body, string fields)
    {
        var client = await host.SignedInAsync("careless");
        Assert.Equal(fields.Split(','), await client.PostAsync("/api/email/connect", new StringContent(body, Encoding.UTF8, "application/json")).FieldsAsync());
    }

    [Fact]
    public async Task Refused_login_names_the_password_and_the_password_is_nowhere_in_the_answer()
    {
        var client = await host.SignedInAsync("careless");
        Assert.Equal(["password"], await client.PostAsJsonAsync("/api/email/connect", ApiHost.ConnectBody("careless@acme.example", "wrong")).FieldsAsync());
    }

    [Theory]
    [InlineData("/api/email/inbox?pageSize=0", "pageSize")]
    [InlineData("/api/email/inbox?pageSize=101", "pageSize")]
    [InlineData("/api/email/inbox?mailboxId=abc", "mailboxId")]
    [InlineData("/api/email/inbox?cursor=abc", "cursor")]
    [InlineData("/api/email/inbox?unread=perhaps", "unread")]
    [InlineData("/api/email/inbox?pageSize=many", "pageSize")]
    public async Task List_request_with_mistakes_names_the_parameter(string path, string field)
    {
        var client = await host.SignedInAsync("careless");
        Assert.Equal([field], await client.GetAsync(path).FieldsAsync());
    }

    [Theory]
    [InlineData("GET", "/api/email/nothing", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/api/email/send", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/email/threads/1", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/email/threads/../../etc", HttpStatusCode.NotFound)]
    [InlineData("GET", "/mail/emails/abc/document", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/mail/uploads/..%2Fkeys.json", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/email/disconnect?mailboxId=5", HttpStatusCode.NotFound)]
    public async Task What_does_not_exist_is_a_problem_too(string method, string path, HttpStatusCode status)
    {
        var client = await host.SignedInAsync("careless");
        await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)).IsProblemAsync(status);
    }

    [Fact]
    public async Task Body_that_is_not_declared_JSON_is_not_read()
    {
        var client = await host.SignedInAsync("careless");
        await client.PostAsync("/api/email/send", new StringContent("""{"mailboxId":"1"}""", Encoding.UTF8, "text/plain")).IsProblemAsync(HttpStatusCode.UnsupportedMediaType);
        await client.PostAsync("/api/email/send", new FormUrlEncodedContent([new("mailboxId", "1")])).IsProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Upload_without_a_name_or_too_large_is_named()
    {
        var client = await host.SignedInAsync("careless");
        Assert.Equal(["fileName"], await client.PostAsync("/mail/uploads", new ByteArrayContent([1])).FieldsAsync());
        Assert.Equal(["file"], await client.PostAsync("/mail/uploads?fileName=a.bin", new ByteArrayContent(new byte[25 * 1024 * 1024 + 1])).FieldsAsync());
    }
}
