using System.Globalization;
using Portal.Domain.Signals;
using Portal.Tests.Support;

namespace Portal.Tests.Signals;

public sealed class WakeSignalContextTests
{
    /// <summary>A page that follows commits is drawn in its own reader's language.</summary>
    [Fact, UseCulture("en")]
    public void Signal_RaisedInAnotherLanguage_WakesInThatOfTheSubscriber()
    {
        var signals = new WakeSignals();
        var seen = new List<string>();
        var own = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        using var subscription = signals.Subscribe(WakeTopic.CardsChanged, _ => seen.Add(CultureInfo.CurrentUICulture.Name));
        CultureInfo.CurrentUICulture = own;

        signals.Raise(WakeTopic.CardsChanged);

        Assert.Equal(["zh-CN"], seen);
        Assert.Equal("en", CultureInfo.CurrentUICulture.Name);
    }
}
