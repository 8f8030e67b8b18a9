unsupported: The next commit adds this form
下一次提交加入此形式
