using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Domain.Access;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Tests.Support;

namespace Portal.Tests.Webhooks;

/// <summary>What receivers answer, and where messages do not go.</summary>
[Needs(Resource.Database)]
public sealed class WebhookClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receiver_ThatAsksToWait_IsLeftAloneSoLong()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        await world.QueueAsync(2);
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(429, "", ("Retry-After", "3600")));

        await world.SendAsync();
        await world.SendAfterAsync(TimeSpan.FromMinutes(59));
        Assert.Single(world.Receiver.Received);

        await world.SendAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(3, world.Receiver.Received.Count);
    }

    [Fact]
    public async Task Receiver_ThatAsksToWaitByADate_IsLeftAloneUntilThen()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        await world.QueueAsync();
        var at = world.Database.Time.Now.AddHours(2).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(503, "", ("Retry-After", at)));

        await world.SendAsync();

        Assert.Equal(world.Database.Time.Now.AddHours(2), (await world.DeliveryAsync()).NextAttemptAt);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        await world.QueueAsync();
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(307, "", ("Location", $"{world.Receiver.Address}elsewhere")));

        await world.SendAsync();

        Assert.Single(world.Receiver.Received);
        Assert.Equal("307", (await world.DeliveryAsync()).Detail);
    }

    /// <summary>The setting names the host; the machine itself, to which its name leads, is named by its address alone.</summary>
    [Fact]
    public async Task Name_ThatLeadsToThisMachine_IsConnectedToOnlyWhenTheSettingHasTheAddress()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        var host = $"http://localhost:{world.Receiver.Address.Port}";
        var attempt = await world.AttemptAsync($"{host}/");
        using var careful = world.Client(host);
        using var told = world.Client(host, "127.0.0.1");

        var refused = await careful.PostAsync(attempt, Token);
        Assert.Equal(DeliveryFailure.Forbidden, refused.Failure);
        Assert.Contains("127.0.0.1", refused.Detail, StringComparison.Ordinal);
        Assert.Empty(world.Receiver.Received);
        Assert.Null((await told.PostAsync(attempt, Token)).Failure);
    }

    [Fact]
    public async Task Address_ThatTheSettingNamesNoMore_IsNotConnectedTo()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        await world.QueueAsync();
        await using (var db = world.Database.Open())
        {
            var subscription = db.WebhookSubscriptions.Single();
            subscription.Address = "http://127.0.0.1:9/";
            await db.SaveChangesAsync(Token);
        }

        await world.SendAsync();

        var delivery = await world.DeliveryAsync();
        Assert.Equal((DeliveryFailure.Forbidden, "address.hostNotAllowed"), (delivery.Failure, delivery.Detail));
    }

    [Theory]
    [InlineData(WebhookFormat.DingTalk, """{"errcode":0,"errmsg":"ok"}""", null)]
    [InlineData(WebhookFormat.DingTalk, """{"errcode":310000,"errmsg":"keywords not in content"}""", "310000 keywords not in content")]
    [InlineData(WebhookFormat.WeCom, """{"errcode":45009,"errmsg":"api freq out of limit"}""", "45009 api freq out of limit")]
    [InlineData(WebhookFormat.Feishu, """{"StatusCode":0,"code":0,"msg":"success"}""", null)]
    [InlineData(WebhookFormat.Feishu, """{"code":19024,"msg":"Key Words Not Found"}""", "19024 Key Words Not Found")]
    [InlineData(WebhookFormat.Feishu, "<html>gateway</html>", "")]
    [InlineData(WebhookFormat.Feishu, "[1]", "")]
    [InlineData(WebhookFormat.Template, """{"errcode":1}""", null)]
    [InlineData(WebhookFormat.Standard, """{"errcode":1}""", null)]
    public async Task Robot_ThatAnswers200_HasTakenTheMessageOnlyIfItSaysSo(WebhookFormat format, string answer, string? problem)
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual, format);
        await world.QueueAsync();
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(200, answer));

        await world.SendAsync();

        var delivery = await world.DeliveryAsync();
        Assert.Equal(problem is null ? DeliveryState.Delivered : DeliveryState.Waiting, delivery.State);
        Assert.Equal(problem ?? "", delivery.Detail ?? "");
    }

    [Theory]
    [InlineData(WebhookFormat.Standard, DeliveryState.Delivered)]
    [InlineData(WebhookFormat.WeCom, DeliveryState.Waiting)]
    public async Task Answer_WithoutAnEnd_IsReadToABound(WebhookFormat format, DeliveryState state)
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual, format);
        await world.QueueAsync();
        world.Receiver.Next.Enqueue(WriteForeverAsync);

        await world.SendAsync();

        Assert.Equal(state, (await world.DeliveryAsync()).State);
    }

    /// <summary>The second answer on a connection is not taken for that of the next message.</summary>
    [Fact]
    public async Task Receiver_ThatAnswersTwice_IsAskedOnceForEachMessage()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = AnswerTwiceAsync(listener, connections: 2);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var client = world.Client($"http://127.0.0.1:{port}");
        var attempt = await world.AttemptAsync($"http://127.0.0.1:{port}/");

        Assert.Null((await client.PostAsync(attempt, Token)).Failure);
        Assert.Null((await client.PostAsync(attempt, Token)).Failure);

        client.Dispose();
        Assert.Equal(2, await serving);
    }

    [Fact]
    public async Task Secret_ThatWasRenewed_SignsBesideTheOldOneForADay()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        var revision = (await world.RowAsync()).Revision;
        await world.Database.Get<WebhookSubscriptions>().RenewSecretAsync(Actor.System, world.Id, revision, Token).DoneAsync();
        await world.QueueAsync();
        await world.SendAsync();
        await world.QueueAsync();
        await world.SendAfterAsync(WebhookSubscription.BothSecretsFor);

        Assert.Equal([2, 1], world.Receiver.Received.Select(one => one.Signature.Split(' ').Length));
        var first = world.Receiver.Received[0];
        Assert.Equal(world.Secret.Sign(first.Id, world.Database.Time.Now.AddDays(-1), first.Body), first.Signature.Split(' ')[1]);
    }

    /// <summary>As after a key file was lost: nothing is signed with anything else.</summary>
    [Fact]
    public async Task Secret_ThatCannotBeRead_SendsNothing()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        await world.QueueAsync();
        await using (var db = world.Database.Open())
        {
            var subscription = db.WebhookSubscriptions.Single();
            Assert.DoesNotContain(world.Secret.ToText(), subscription.Secret, StringComparison.Ordinal);
            subscription.Secret = Convert.ToBase64String(new byte[80]);
            await db.SaveChangesAsync(Token);
        }

        await world.SendAsync();

        Assert.Equal(DeliveryFailure.Secret, (await world.DeliveryAsync()).Failure);
        Assert.Empty(world.Receiver.Received);
    }

    private static async Task WriteForeverAsync(HttpContext context)
    {
        var block = Encoding.UTF8.GetBytes(new string(' ', 8_192));
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
    }

    private static async Task<int> AnswerTwiceAsync(TcpListener listener, int connections)
    {
        const string Answers = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n";
        var requests = 0;
        for (; requests < connections; requests++)
        {
            using var connection = await listener.AcceptTcpClientAsync(Token);
            var stream = connection.GetStream();
            var request = new StringBuilder();
            var buffer = new byte[4_096];
            while (!request.ToString().EndsWith("{}}", StringComparison.Ordinal))
                request.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, Token)));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Answers), Token);
            await stream.FlushAsync(Token);
        }
        return requests;
    }
}
