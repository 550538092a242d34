using Microsoft.Extensions.DependencyInjection;

namespace SimpleCrm.Comments;

internal static class CommentServices
{
    public static void AddComments(this IServiceCollection services) => services.AddSingleton<ThreadComments>();
}
