using SimpleCrm.Access;

namespace SimpleCrm.Comments;

/// <summary>What is said of a conversation.</summary>
/// <param name="Comments">Oldest first.</param>
/// <param name="IsFollowed">The viewer is told what is new in it.</param>
/// <param name="People">Those who may see the conversation, by name: whom a comment can mention. The viewer is not among them.</param>
public sealed record ThreadTalk(IReadOnlyList<CommentView> Comments, bool IsFollowed, IReadOnlyList<Colleague> People);
