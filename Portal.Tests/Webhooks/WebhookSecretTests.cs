using System.Text;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Tests.Webhooks;

/// <summary>Messages are signed as Standard Webhooks says, so that its libraries verify them.</summary>
public sealed class WebhookSecretTests
{
    /// <summary>The example of the specification.</summary>
    [Fact]
    public void Signature_OfThePublishedExample_IsThePublishedOne() =>
        Assert.Equal(
            "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
            WebhookSecret
                .Parse("whsec_plJ3nmyCDGBKInavdOK15jsl")
                .Sign(
                    "msg_loFOjxBNrRLzqYUf",
                    DateTimeOffset.FromUnixTimeSeconds(1731705121),
                    Encoding.UTF8.GetBytes("""{"event_type":"ping","data":{"success":true}}""")
                )
        );

    [Fact]
    public void Secret_IsReadAsItWasWritten_AndNoTwoAreAlike()
    {
        var (one, other) = (WebhookSecret.Create().ToText(), WebhookSecret.Create().ToText());

        Assert.NotEqual(one, other);
        Assert.Equal(one, WebhookSecret.Parse(one).ToText());
        Assert.Equal(32, Convert.FromBase64String(one[WebhookSecret.Prefix.Length..]).Length);
    }

    [Theory]
    [InlineData("plJ3nmyCDGBKInavdOK15jsl")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_%%%")]
    public void Secret_ThatIsNone_IsRefused(string text) => Assert.ThrowsAny<FormatException>(() => WebhookSecret.Parse(text));
}
